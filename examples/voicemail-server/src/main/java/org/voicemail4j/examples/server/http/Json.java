package org.voicemail4j.examples.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON (RFC 8259) as values of maps, lists, texts, numbers and truth values, of bounded depth and size. */
public final class Json {

    /** Its media type. */
    public static final String MEDIA_TYPE = "application/json";

    private static final int LARGEST_REQUEST = 16_384;
    private static final int DEEPEST = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(20)
                    .maxStringLength(LARGEST_REQUEST)
                    .maxNameLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}

    /** An answer that says that. */
    public static Answer answer(int status, Object value) {
        return Answer.octets(status, MEDIA_TYPE, octets(value));
    }

    static byte[] octets(Object value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(octets)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("no text can be JSON without being Unicode", e);
        }
        return octets.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(wellFormed(value.toString()));
        }
    }

    /** Half a character, which a caller's name may hold, is none in UTF-8. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * The object that a request's body is.
     *
     * @throws Problem 400 if it is none, 413 if it is too long, 415 if it says that it is something else
     */
    public static Map<String, Object> object(Request request) throws IOException {
        String type = request.header("Content-Type").orElse(MEDIA_TYPE);
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(MEDIA_TYPE)) {
            throw new Problem(415, "the body must be " + MEDIA_TYPE);
        }
        byte[] octets = request.octets(LARGEST_REQUEST);
        try (JsonParser parser = FACTORY.createParser(octets)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem(400, "the body is not a JSON object");
            }
            Map<String, Object> members = object(parser);
            if (parser.nextToken() != null) {
                throw new Problem(400, "there is something behind the JSON object");
            }
            return members;
        } catch (IOException e) { // of memory: it is what the octets are, not how they came
            throw new Problem(400, "the body is not JSON, or nested too deep");
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> throw new Problem(400, "null and fractions have no meaning here");
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            items.add(value(parser, token));
        }
        return items;
    }
}
