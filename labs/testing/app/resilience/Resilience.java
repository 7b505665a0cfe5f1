package resilience;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import resilience.FaultProxy.Fault;
import resilience.Service.Answer;

/**
 * Starts shipping, a fault proxy and orders, and plays the scenarios of scenarios.txt: what orders promises its customers must
 * hold whatever happens behind it.
 */
public final class Resilience {

    private static final String CHECKOUT = "/checkout?amount=120000&inCity=true";
    private static final String TRUE_FEE = "\"fee\":20000,\"estimated\":false";
    /** Two tests share it: the breaker is to open in the first one, and to close in the second. */
    private static final String DEAD = "dead";

    private static final String ESTIMATE = "\"fee\":35000,\"estimated\":true";

    private final Map<String, List<Fault>> scenarios;
    private final Service shipping;
    private final FaultProxy proxy;
    private final Service orders;
    private final TestReport report = new TestReport("resilience");

    private Resilience(Map<String, List<Fault>> scenarios, Service shipping, FaultProxy proxy, Service orders) {
        this.scenarios = scenarios;
        this.shipping = shipping;
        this.proxy = proxy;
        this.orders = orders;
    }

    public static void main(String[] args) throws Exception {
        long seed = 0;
        Map<String, List<Fault>> scenarios = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("resilience/scenarios.txt"))) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals("seed")) {
                seed = Long.parseLong(words[1]);
            } else if (words.length > 1 && !words[0].equals("#")) {
                scenarios.put(words[0], Stream.of(words).skip(1).map(Resilience::fault).toList());
            }
        }
        boolean passed;
        try (Service shipping = Service.start("shipping.Main", "0");
                FaultProxy proxy = new FaultProxy(shipping.address().getPort(), seed);
                Service orders = Service.start("orders.Main", "0", "http://127.0.0.1:" + proxy.port())) {
            Resilience resilience = new Resilience(scenarios, shipping, proxy, orders);
            resilience.all();
            passed = resilience.report.write(Path.of("target/reports"));
        }
        System.exit(passed ? 0 : 1);
    }

    private static Fault fault(String word) {
        return Fault.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private void all() throws Exception {
        warmUp();
        play("steady", "flow: with nothing wrong, a checkout has the true fee", this::steady);
        play("hanging", "patience: shipping hangs, the customer gets an estimate within 2 s", this::estimate);
        play("dripping", "patience: shipping drips, the customer gets an estimate within 2 s", this::estimate);
        play("one-reset", "retries: one broken connection is tried again", this::triedAgain);
        play("failing", "retries: at most 3 tries, with growing pauses", this::limited);
        play("turns", "retries: the pauses have jitter", this::jitter);
        play("lost-answer", "retries: an order whose answer is lost is not sent twice", this::sentOnce);
        play("refused", "honesty: a refusal stays a refusal", this::refusal);
        play("mixed", "flow: a bad network is survived, with few estimates", this::mixed);
        play(DEAD, "breaker: after 5 failures in a row, shipping is left alone", this::leftAlone);
        play(DEAD, "breaker: a recovered shipping is asked again within 3 s", this::recovered);
    }

    /** The first call of each kind is slow in a service that has just started, and slower on a busy machine: not judged here. */
    private void warmUp() throws InterruptedException {
        for (Fault first : List.of(Fault.OK, Fault.RESET, Fault.UNAVAILABLE, Fault.LOST)) {
            proxy.play(List.of(first, Fault.OK));
            orders.get(CHECKOUT);
        }
        orders.send("POST", "/orders?id=o-0", "");
        calm(20);
    }

    private interface Scenario {
        /** What is wrong; empty when nothing is. */
        String play() throws Exception;
    }

    private void play(String name, String test, Scenario scenario) throws Exception {
        List<Fault> faults = scenarios.get(name);
        if (faults == null) {
            System.out.println("SKIP " + test + ": scenarios.txt has no " + name);
            return;
        }
        proxy.play(faults);
        String wrong = scenario.play();
        if (wrong.isEmpty()) {
            report.passed(test);
        } else {
            report.failed(test, wrong);
        }
        if (!name.equals(DEAD)) {
            calm(wrong.isEmpty() ? 20 : 300);
        }
    }

    /**
     * Lets everything heal before the next scenario, as far as it does: the true fee again, and no calls any more of those who
     * still try what nobody waits for.
     */
    private void calm(long quietMillis) throws InterruptedException {
        proxy.play(List.of(Fault.OK));
        for (int tried = 0; tried < 15 && !orders.get(CHECKOUT).has(TRUE_FEE); tried++) {
            Thread.sleep(100);
        }
        int before = -1;
        while (before != proxy.calls().size()) {
            before = proxy.calls().size();
            Thread.sleep(quietMillis);
        }
    }

    private String steady() throws InterruptedException {
        return expect(TRUE_FEE, orders.get(CHECKOUT));
    }

    private String estimate() throws InterruptedException {
        return expect(ESTIMATE, orders.get(CHECKOUT));
    }

    private String triedAgain() throws InterruptedException {
        String wrong = expect(TRUE_FEE, orders.get(CHECKOUT));
        return wrong.isEmpty() && proxy.calls().size() != 2 ? "shipping was called " + times(proxy.calls().size()) : wrong;
    }

    private String limited() throws InterruptedException {
        String wrong = expect(ESTIMATE, orders.get(CHECKOUT));
        List<Long> calls = proxy.calls();
        if (!wrong.isEmpty() || calls.size() < 2 || calls.size() > 3) {
            return wrong.isEmpty() ? "one checkout called shipping " + times(calls.size()) : wrong;
        }
        for (int i = 1; i < calls.size(); i++) {
            long pause = calls.get(i) - calls.get(i - 1);
            long least = i == 1 ? 50 : 100;
            if (pause < least - 2) {
                return "the pause before try " + (i + 1) + " was " + pause + " ms; at least " + least + " were promised";
            }
        }
        return "";
    }

    /** Eight pauses that are drawn differ. Fixed ones do not, but for what a busy machine adds: then this lets them pass. */
    private String jitter() throws InterruptedException {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 8; i++) {
            proxy.play(scenarios.get("turns"));
            String wrong = expect(TRUE_FEE, orders.get(CHECKOUT));
            List<Long> calls = proxy.calls();
            if (!wrong.isEmpty() || calls.size() != 2) {
                return wrong.isEmpty() ? "shipping was called " + times(calls.size()) : wrong;
            }
            least = Math.min(least, calls.get(1) - calls.get(0));
            most = Math.max(most, calls.get(1) - calls.get(0));
        }
        return most - least >= 10 ? "" : "the pauses were all between " + least + " and " + most + " ms";
    }

    private String sentOnce() throws InterruptedException {
        int before = shipments();
        Answer answer = orders.send("POST", "/orders?id=o-1", "");
        int sent = shipments() - before;
        if (sent != 1) {
            return "one order made " + sent + " shipments";
        }
        return answer.status() == 202 ? "" : "orders answered " + answer + "; whether it was sent is not known: 202";
    }

    private int shipments() throws InterruptedException {
        return Integer.parseInt(shipping.get("/shipments").body().replaceAll("\\D", ""));
    }

    private String refusal() throws InterruptedException {
        Answer answer = orders.get("/checkout?amount=-1&inCity=true");
        if (answer.status() != 400) {
            return "shipping refused a negative amount with 400, orders answered " + answer;
        }
        int calls = proxy.calls().size();
        return calls <= 1 ? "" : "what was refused was tried " + times(calls);
    }

    private String mixed() throws InterruptedException {
        int estimates = 0;
        for (int i = 0; i < 20; i++) {
            Answer answer = orders.get(CHECKOUT);
            if (!answer.has(TRUE_FEE) && !answer.has(ESTIMATE)) {
                return "checkout " + (i + 1) + " of 20 was answered with " + answer;
            }
            estimates += answer.has(ESTIMATE) ? 1 : 0;
        }
        return estimates <= 4 ? "" : estimates + " of 20 checkouts were estimates";
    }

    private String leftAlone() throws InterruptedException {
        String wrong = checkouts(20, 8);
        if (wrong.isEmpty()) {
            Thread.sleep(1_200);
            proxy.play(scenarios.get(DEAD));
            wrong = checkouts(6, 3);
        }
        return wrong;
    }

    private String checkouts(int count, int most) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            String wrong = expect(ESTIMATE, orders.get(CHECKOUT));
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        int calls = proxy.calls().size();
        return calls <= most ? "" : count + " checkouts called a dead shipping " + times(calls) + "; at most " + most + " were promised";
    }

    private String recovered() throws InterruptedException {
        proxy.play(List.of(Fault.OK));
        long end = System.nanoTime() + 3_000_000_000L;
        Answer answer = orders.get(CHECKOUT);
        while (!answer.has(TRUE_FEE) && System.nanoTime() < end) {
            Thread.sleep(50);
            answer = orders.get(CHECKOUT);
        }
        return expect(TRUE_FEE, answer);
    }

    private static String expect(String wanted, Answer answer) {
        String name = wanted.equals(ESTIMATE) ? "the estimate" : "the true fee";
        return answer.status() == 200 && answer.has(wanted) ? "" : "orders answered " + answer + ", not " + name;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
