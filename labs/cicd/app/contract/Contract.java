import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls what was built as the checkout service does, and compares the answers with the contract:
 * java -cp CLASSES contract/Contract.java contract/checkout.contract
 */
public final class Contract {

    public static void main(String[] args) throws Exception {
        int examples = 0;
        int kept = 0;
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                examples++;
                kept += keeps(line) ? 1 : 0;
            }
        }
        System.out.println("CONTRACT " + kept + " of " + examples + " examples kept");
        System.exit(examples > 0 && kept == examples ? 0 : 1);
    }

    private static boolean keeps(String line) throws ReflectiveOperationException {
        String[] parts = line.split("=>");
        Map<String, Object> answer = answer(values(parts[0]));
        List<String> broken = new ArrayList<>();
        values(parts[1]).forEach((name, wanted) -> {
            Object found = answer.get(name);
            boolean kept = wanted.equals("*")
                    ? found != null && !String.valueOf(found).isEmpty()
                    : found instanceof Number number && number.longValue() == ((Number) wanted).longValue();
            if (!kept) {
                broken.add(name + " must be " + wanted + " and is " + (found == null ? "missing" : found));
            }
        });
        System.out.println((broken.isEmpty() ? "KEPT   " : "BROKEN ") + line.strip()
                + (broken.isEmpty() ? "" : ": " + String.join(", ", broken)));
        return broken.isEmpty();
    }

    /** The function is called by its name, as Lambda does: the contract knows nothing else of the service. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(Map<String, Object> order) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("shop.Handler");
        Method handle = handler.getMethod("handle", Map.class);
        return (Map<String, Object>) handle.invoke(handler.getConstructor().newInstance(), order);
    }

    private static Map<String, Object> values(String words) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String word : words.strip().split("\\s+")) {
            String[] pair = word.split("=", 2);
            values.put(pair[0], value(pair[1]));
        }
        return values;
    }

    private static Object value(String word) {
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        return word.equals("*") ? "*" : Long.valueOf(word);
    }
}
