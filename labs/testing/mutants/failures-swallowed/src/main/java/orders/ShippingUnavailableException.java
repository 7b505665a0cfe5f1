package orders;

/** Shipping could not be asked. Whether it did what was asked is not known. */
public final class ShippingUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShippingUnavailableException(String why) {
        super(why);
    }
}
