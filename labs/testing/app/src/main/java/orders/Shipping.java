package orders;

/** What the orders service needs of shipping. */
public interface Shipping {

    /**
     * What it costs to send an order.
     *
     * @throws IllegalArgumentException when shipping refuses the order
     */
    long fee(long amount, boolean inCity);

    /** Sends a parcel; gives the shipment's id. Two calls send two parcels. */
    String ship(String order);
}
