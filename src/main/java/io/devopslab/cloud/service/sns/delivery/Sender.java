package io.devopslab.cloud.service.sns.delivery;

/** Carries a message to a subscriber of one protocol. */
@FunctionalInterface
interface Sender {

    /**
     * @throws UndeliverableException when the subscriber did not take it
     */
    void send(Subscriber subscriber, Notification notification) throws UndeliverableException;
}
