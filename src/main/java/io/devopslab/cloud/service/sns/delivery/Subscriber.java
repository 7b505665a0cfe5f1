package io.devopslab.cloud.service.sns.delivery;

import java.util.Optional;

/**
 * Who is to be told.
 *
 * @param address a URL or an ARN, as the protocol has it
 * @param raw whether it is given the message alone
 * @param deadLetters the ARN of the queue for what could not be delivered
 * @param policy how often and when HTTP deliveries are tried again
 */
public record Subscriber(
        String subscriptionArn,
        String protocol,
        String address,
        boolean raw,
        Optional<String> deadLetters,
        DeliveryPolicy policy) {}
