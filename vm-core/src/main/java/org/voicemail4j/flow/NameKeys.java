package org.voicemail4j.flow;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voicemail4j.call.DirectoryOptions.Name;

/**
 * Names as they are entered on the keys of a telephone (ITU-T E.161): letters by their keys, with Q on 7 and Z on 9, and
 * accents left out. What is on no key, such as a blank or a hyphen, is passed over.
 */
final class NameKeys {

    /** The keys of the letters a to z. */
    private static final String KEYS = "22233344455566677778889999";

    private NameKeys() {}

    /** A name in the letters a to z, digits and blanks: without accents, and with those letters that stand for others. */
    static String folded(String name) {
        String spelledOut = name.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("þ", "th")
                .replace("ı", "i");
        return Normalizer.normalize(spelledOut, Normalizer.Form.NFD)
                .replaceAll("[\\s\\p{Zs}]+", " ")
                .replaceAll("[^a-z0-9 ]", "")
                .strip();
    }

    /** The keys of a text. */
    static String of(String text) {
        StringBuilder keys = new StringBuilder();
        folded(text).chars().filter(character -> character != ' ').forEach(character -> {
            boolean letter = character >= 'a' && character <= 'z';
            keys.append(letter ? KEYS.charAt(character - 'a') : (char) character);
        });
        return keys.toString();
    }

    /** Whether those keys are the beginning of a person's first name, or of any word of the rest, as is looked for. */
    static boolean begins(String fullName, Name wanted, String keys) {
        return beginnings(folded(fullName), wanted).stream().anyMatch(part -> of(part).startsWith(keys));
    }

    private static List<String> beginnings(String name, Name wanted) {
        List<String> words = List.of(name.split(" "));
        List<String> beginnings = new ArrayList<>();
        if (wanted != Name.LAST || words.size() == 1) {
            beginnings.add(words.get(0));
        }
        if (wanted != Name.FIRST) {
            for (int i = 1; i < words.size(); i++) {
                beginnings.add(String.join(" ", words.subList(i, words.size())));
            }
        }
        return beginnings;
    }

    /** What people are sorted by: the last name, then the first. */
    static String sorting(String fullName) {
        String name = folded(fullName);
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(blank + 1) + ' ' + name.substring(0, blank);
    }
}
