package io.devopslab.wire.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.Headers;
import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.wire.http.Body;
import io.devopslab.wire.http.Percent;
import io.devopslab.wire.http.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** Makes requests for an operation in its protocol: likely ones, and ones in which something is wrong. */
public final class Forge {

    private static final JsonMapper JSON = new JsonMapper();
    private static final CBORMapper CBOR = new CBORMapper(CBORFactory.builder()
            .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
            .build());
    private static final Pattern NEEDED = Pattern.compile(
            "(?<=at ')\\w{1,60}+(?=' failed to satisfy constraint: Member must not be)|\\w{1,60}(?=RequiredException)");
    private static final int LONGEST_READ = 4_000;

    private final Map<String, Set<String>> needed = new HashMap<>();

    private final Random random;
    private final Values values;
    private final boolean cbor;

    public Forge(long seed) {
        this(seed, false);
    }

    /**
     * @param cbor whether services that speak JSON are spoken to in CBOR, as newer clients may
     */
    public Forge(long seed, boolean cbor) {
        this.cbor = cbor;
        this.random = new Random(seed);
        this.values = new Values(random);
    }

    /** Tells what the cloud under test itself has named, by members' names in lower case. */
    public void know(Map<String, String> facts) {
        values.know(facts);
    }

    /** The next request for an operation, of which none, one or two values are odd. */
    public WireRequest next(Operation operation) {
        Map<String, Object> input =
                values.likely(operation.newRequest(), needed.getOrDefault(operation.name(), Set.of()));
        int faults = random.nextInt(3);
        for (int i = 0; i < faults; i++) {
            Object spoiled = values.spoiled(input);
            input = spoiled instanceof Map<?, ?> map ? named(map) : Map.of();
        }
        return bytesSpoiled(request(operation, input), random.nextInt(16) == 0);
    }

    /** Learns from a refusal which members an operation needs, so that the next request gets further. */
    public void learn(Operation operation, String refusal) {
        if (refusal.length() > LONGEST_READ) {
            return;
        }
        NEEDED.matcher(refusal).results().forEach(found -> needed.computeIfAbsent(
                        operation.name(), name -> new HashSet<>())
                .add(found.group().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    /** The request of an operation with that input. */
    public WireRequest request(Operation operation, Map<String, Object> input) {
        Headers headers = new Headers();
        headers.set("Host", "127.0.0.1");
        headers.set("X-Amz-Date", "20260105T090000Z");
        headers.set(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260105/eu-west-1/"
                        + operation.service().signingName() + "/aws4_request, SignedHeaders=host, Signature=00");
        return switch (operation.service().protocol()) {
            case JSON, CBOR -> cbor ? cbor(operation, input, headers) : json(operation, input, headers);
            case QUERY, EC2 -> query(operation, input, headers);
            case REST_JSON, REST_XML -> rest(operation, input, headers);
        };
    }

    private static WireRequest json(Operation operation, Map<String, Object> input, Headers headers) {
        headers.set("X-Amz-Target", operation.identifier());
        headers.set("Content-Type", "application/x-amz-json-1.1");
        return new WireRequest("POST", "/", "", headers, new Body.InMemory(json(input)));
    }

    private static WireRequest cbor(Operation operation, Map<String, Object> input, Headers headers) {
        headers.set("smithy-protocol", "rpc-v2-cbor");
        headers.set("Content-Type", "application/cbor");
        headers.set("Accept", "application/cbor");
        String path = "/service/" + operation.service().name() + "/operation/" + operation.name();
        try {
            return new WireRequest("POST", path, "", headers, new Body.InMemory(CBOR.writeValueAsBytes(input)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input cannot be written in CBOR.", e);
        }
    }

    private static WireRequest query(Operation operation, Map<String, Object> input, Headers headers) {
        StringBuilder form = new StringBuilder("Action=" + operation.name() + "&Version=" + operation.apiVersion());
        form(form, "", input);
        headers.set("Content-Type", "application/x-www-form-urlencoded");
        return new WireRequest("POST", "/", "", headers, new Body.InMemory(utf8(form.toString())));
    }

    private static void form(StringBuilder form, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, v) -> form(form, name.isEmpty() ? key.toString() : name + "." + key, v));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                form(form, name + ".member." + (i + 1), list.get(i));
            }
        } else {
            form.append('&').append(encoded(name)).append('=').append(encoded(text(value)));
        }
    }

    private WireRequest rest(Operation operation, Map<String, Object> input, Headers headers) {
        SdkPojo builder = operation.newRequest();
        String uri = operation.binding().requestUri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        List<String> query = new ArrayList<>(mark < 0 ? List.of() : List.of(uri.substring(mark + 1)));
        Map<String, Object> body = new LinkedHashMap<>();
        boolean inBucket = operation.service().protocol() == ProtocolKind.REST_XML
                && HttpShapes.needs(builder).labels().contains("Bucket");
        if (inBucket) {
            path = "/{Bucket}" + (path.equals("/") ? "" : path);
        }
        for (SdkField<?> field : builder.sdkFields()) {
            String name = field.locationName();
            Object value = input.get(name);
            if (field.location() == MarshallLocation.PATH || field.location() == MarshallLocation.GREEDY_PATH) {
                path = path.replaceAll(
                        "\\{" + name + "\\+?}",
                        encoded(text(value == null ? "app" : value)).replace("$", "%24"));
            } else if (value != null && field.location() == MarshallLocation.QUERY_PARAM) {
                query.add(encoded(name) + "=" + encoded(text(value)));
            } else if (value != null && field.location() == MarshallLocation.HEADER) {
                headers.set(name, text(value).replaceAll("[^ -~]", "?"));
            } else if (value != null) {
                body.put(name, value);
            }
        }
        input.forEach((name, value) -> {
            if (builder.sdkFields().stream().noneMatch(f -> f.locationName().equals(name))) {
                body.put(name, value);
            }
        });
        return new WireRequest(
                operation.binding().httpMethod().name(),
                path,
                String.join("&", query),
                headers,
                new Body.InMemory(content(operation, builder, body)));
    }

    private static byte[] content(Operation operation, SdkPojo builder, Map<String, Object> body) {
        var payload = HttpShapes.payload(builder);
        Object whole = payload.isPresent() ? body.get(payload.get().locationName()) : body;
        if (whole == null || (body.isEmpty() && !HttpShapes.hasBody(builder))) {
            return new byte[0];
        }
        if (whole instanceof String text) {
            return utf8(text);
        }
        if (operation.service().protocol() == ProtocolKind.REST_JSON) {
            return json(whole);
        }
        StringBuilder xml = new StringBuilder();
        xml(xml, "Root", whole);
        return utf8(xml.toString());
    }

    private static void xml(StringBuilder xml, String name, Object value) {
        String tag = name.matches("[A-Za-z]\\w*") ? name : "odd";
        if (value instanceof List<?> list) {
            list.forEach(element -> xml(xml, tag, element));
            return;
        }
        xml.append('<').append(tag).append('>');
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, v) -> xml(xml, key.toString(), v));
        } else {
            xml.append(text(value).replace("&", "&amp;").replace("<", "&lt;"));
        }
        xml.append("</").append(tag).append('>');
    }

    private static String text(Object value) {
        if (value instanceof Values.Moment moment) {
            return Instant.ofEpochSecond(moment.epochSeconds()).toString();
        }
        if (value instanceof Values.Bare bare) {
            return bare.text();
        }
        return value instanceof Map || value instanceof List
                ? new String(json(value), StandardCharsets.UTF_8)
                : String.valueOf(value);
    }

    private static String encoded(String text) {
        return Percent.encode(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(sound(entry.getKey().toString()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Values.Moment moment) {
            json.writeNumber(moment.epochSeconds());
        } else if (value instanceof Values.Bare bare) {
            json.writeRawValue(bare.text());
        } else if (value instanceof String text && !text.equals(sound(text))) {
            json.writeRawValue("\"\\ud800\"");
        } else {
            json.writeObject(value);
        }
    }

    /** The generator refuses half a character, which a sender can write as an escape. */
    private static String sound(String text) {
        return new String(utf8(text), StandardCharsets.UTF_8);
    }

    /** The request with its body cut off, or a byte of it changed. */
    private WireRequest bytesSpoiled(WireRequest request, boolean wanted) {
        byte[] bytes = request.body().bytes().clone();
        if (!wanted || bytes.length == 0) {
            return request;
        }
        int place = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, place);
            case 1 -> bytes[place] = (byte) 0xFF;
            case 2 -> bytes[place] = (byte) random.nextInt(256);
            default -> bytes = Base64.getEncoder().encode(bytes);
        }
        return request.withBody(new Body.InMemory(bytes));
    }
}
