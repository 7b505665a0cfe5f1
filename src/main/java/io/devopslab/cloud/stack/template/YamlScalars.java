package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a scalar of YAML stands for. Numbers are taken as such only when their text survives the round trip, so
 * that account numbers with leading zeros and versions stay as they were written; dates stay text.
 */
final class YamlScalars {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,40})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,40})\\.[0-9]{1,40}");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

    private YamlScalars() {}

    static JsonNode value(ScalarEvent scalar) {
        String text = scalar.getValue();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        boolean isText = scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag() != null;
        if (isText) {
            return nodes.textNode(text);
        }
        if (NULL.contains(text)) {
            return nodes.nullNode();
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return nodes.booleanNode(TRUE.contains(text));
        }
        if (INTEGER.matcher(text).matches()) {
            return nodes.numberNode(new BigInteger(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return nodes.numberNode(new BigDecimal(text));
        }
        return nodes.textNode(text);
    }
}
