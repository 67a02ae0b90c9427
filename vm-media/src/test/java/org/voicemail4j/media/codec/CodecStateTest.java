package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;

/**
 * How much memory a stream's codec takes for itself: the objects that can be reached from it and not from another stream's
 * of the same codec, which is what is shared. Sizes as on a 64 bit JVM with references of 4 octets.
 */
class CodecStateTest {

    private static final int HEADER = 12;
    private static final int REFERENCE = 4;
    private static final int MOST = 1024;

    @ParameterizedTest
    @EnumSource(AudioEncoding.class)
    void aCallsCodecTakesNoMoreThanOneKibibyte(AudioEncoding encoding) {
        AudioCodec codec = AudioCodecs.standard().require(encoding);

        assertThat(own(() -> {
                    AudioCodec.Encoder encoder = codec.encoder();
                    encoder.encode(new short[4000], 0, 5 * encoding.blockSamples(), new byte[4000], 0);
                    return encoder;
                }))
                .as("octets of an encoder")
                .isLessThanOrEqualTo(MOST);
        assertThat(own(() -> {
                    AudioCodec.Decoder decoder = codec.decoder();
                    decoder.decode(new byte[4000], 0, 5 * encoding.blockBytes(), new short[4000], 0);
                    return decoder;
                }))
                .as("octets of a decoder")
                .isLessThanOrEqualTo(MOST);
    }

    /** Octets of what one of them has and the other has not, once both have worked. */
    private static long own(Supplier<Object> stream) {
        Object one = stream.get();
        Set<Object> shared = reachable(stream.get());
        return reachable(one).stream()
                .filter(object -> !shared.contains(object))
                .mapToLong(CodecStateTest::size)
                .sum();
    }

    private static Set<Object> reachable(Object root) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (!found.add(object)) {
                continue;
            }
            if (object instanceof Object[] array) {
                for (Object element : array) {
                    follow(element, open);
                }
            } else if (isOurs(object.getClass())) {
                for (Field field : fields(object.getClass())) {
                    follow(value(field, object), open);
                }
            }
        }
        return found;
    }

    private static void follow(@Nullable Object object, Deque<Object> open) {
        if (object != null && !(object instanceof Class) && !(object instanceof Enum)) {
            open.add(object);
        }
    }

    /** What belongs to the JDK is a pool of what is shared, or an array. */
    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.voicemail4j.");
    }

    private static Iterable<Field> fields(Class<?> type) {
        Deque<Field> fields = new ArrayDeque<>();
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static @Nullable Object value(Field field, Object object) {
        if (field.getType().isPrimitive()) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static long size(Object object) {
        Class<?> type = object.getClass();
        long octets = HEADER;
        if (type.isArray()) {
            octets += 4 + (long) Array.getLength(object) * width(type.getComponentType());
        } else {
            for (Field field : fields(type)) {
                octets += width(field.getType());
            }
        }
        return (octets + 7) / 8 * 8;
    }

    private static int width(Class<?> type) {
        if (!type.isPrimitive()) {
            return REFERENCE;
        }
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == int.class || type == float.class) {
            return 4;
        }
        return type == short.class || type == char.class ? 2 : 1;
    }
}
