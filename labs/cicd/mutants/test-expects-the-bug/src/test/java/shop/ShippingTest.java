package shop;

/** What the shop promises its customers about shipping. */
final class ShippingTest {

    void an_order_in_the_city_pays_the_city_fee() {
        Tests.equal(20_000, Shipping.fee(120_000, true));
    }

    void an_order_to_the_country_pays_the_country_fee() {
        Tests.equal(35_000, Shipping.fee(120_000, false));
    }

    void an_order_above_500000_ships_free() {
        Tests.equal(0, Shipping.fee(750_000, false));
    }

    void an_order_of_exactly_500000_pays_the_country_fee() {
        Tests.equal(35_000, Shipping.fee(500_000, false));
    }

    void an_order_below_nothing_is_refused() {
        Tests.refused(() -> Shipping.fee(-1, true));
    }
}
