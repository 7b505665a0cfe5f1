package shop;

import java.util.LinkedHashMap;
import java.util.Map;

/** The Lambda function: {"amount": 480000, "inCity": true} gives {"fee": 20000, "currency": "VND", "commit": "…"}. */
public final class Handler {

    public Map<String, Object> handle(Map<String, Object> order) {
        if (!(order.get("amount") instanceof Number amount)) {
            throw new IllegalArgumentException("An order needs an \"amount\" in dong, for example 480000.");
        }
        boolean inCity = Boolean.TRUE.equals(order.get("inCity"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("fee", Shipping.fee(amount.longValue(), inCity));
        answer.put("currency", "VND");
        answer.put("commit", Version.commit());
        answer.put("freeFrom", Shipping.FREE_FROM);
        return answer;
    }
}
