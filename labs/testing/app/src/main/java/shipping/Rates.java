package shipping;

/** What it costs to send an order, in dong. */
public final class Rates {

    static final long FREE_FROM = 500_000;
    static final long CITY_FEE = 20_000;
    static final long COUNTRY_FEE = 35_000;

    private Rates() {}

    /** Orders of 500,000 dong or more ship free. Below that, the city costs less than the country. */
    public static long fee(long amount, boolean inCity) {
        if (amount < 0) {
            throw new IllegalArgumentException("An order cannot be worth " + amount + " dong.");
        }
        if (amount >= FREE_FROM) {
            return 0;
        }
        return inCity ? CITY_FEE : COUNTRY_FEE;
    }
}
