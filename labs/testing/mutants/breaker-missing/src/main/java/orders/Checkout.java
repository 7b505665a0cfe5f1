package orders;

/** What the shop's pages ask of orders. */
public final class Checkout {

    /** What is shown when shipping cannot be asked: never too little. */
    static final long ESTIMATE = 35_000;

    private final Shipping shipping;

    public Checkout(Shipping shipping) {
        this.shipping = shipping;
    }

    /**
     * What the customer is shown.
     *
     * @param estimated whether the fee is a guess, because shipping could not be asked
     */
    public record Quote(long amount, long fee, boolean estimated) {}

    /**
     * What became of an order.
     *
     * @param shipment its id; empty when it is not known whether the parcel was sent, which a person then looks up
     */
    public record Placed(String shipment) {}

    public Quote quote(long amount, boolean inCity) {
        try {
            return new Quote(amount, shipping.fee(amount, inCity), false);
        } catch (ShippingUnavailableException e) {
            return new Quote(amount, ESTIMATE, true);
        }
    }

    public Placed place(String order) {
        try {
            return new Placed(shipping.ship(order));
        } catch (ShippingUnavailableException e) {
            return new Placed("");
        }
    }
}
