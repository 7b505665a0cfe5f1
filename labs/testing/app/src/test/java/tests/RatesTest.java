package tests;

import shipping.Rates;

/** The shipping team's tests. */
final class RatesTest {

    void an_order_in_the_city_pays_the_city_fee() {
        Tests.equal(20_000L, Rates.fee(120_000, true));
    }

    void an_order_to_the_country_pays_the_country_fee() {
        Tests.equal(35_000L, Rates.fee(120_000, false));
    }

    void an_order_of_500000_ships_free() {
        Tests.equal(0L, Rates.fee(500_000, false));
    }
}
