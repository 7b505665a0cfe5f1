package tests;

import orders.Checkout;
import orders.Shipping;

/** The orders team's tests. Shipping is a fake: it answers at once, always, and as the orders team believes it does. */
final class CheckoutTest {

    private final Checkout checkout = new Checkout(new Shipping() {
        @Override
        public long fee(long amount, boolean inCity) {
            return 20_000;
        }

        @Override
        public String ship(String order) {
            return "s-1";
        }
    });

    void a_checkout_shows_what_shipping_costs() {
        Tests.equal(20_000L, checkout.quote(120_000, true).fee());
    }

    void an_order_tells_its_shipment() {
        Tests.equal("s-1", checkout.place("o-1").shipment());
    }
}
