; Words festival's lexicon syllabifies so that the voice speaks them unclearly; loaded after the voice.
; Only the built-in festival rendering uses this file.
(lex.add.entry '("greeting" nil (((g r iy t) 1) ((ih ng) 0))))
(lex.add.entry '("greetings" nil (((g r iy t) 1) ((ih ng z) 0))))
(lex.add.entry '("folder" nil (((f ow l d) 1) ((er) 0))))
(lex.add.entry '("folders" nil (((f ow l d) 1) ((er z) 0))))
