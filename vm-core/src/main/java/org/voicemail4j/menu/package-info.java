/** The menus as data: what there is to choose in each of them, and under which keys. */
@NullMarked
package org.voicemail4j.menu;

import org.jspecify.annotations.NullMarked;
