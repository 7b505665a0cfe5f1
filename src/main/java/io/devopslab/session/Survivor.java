package io.devopslab.session;

import io.devopslab.text.Message;

/**
 * Something that is still there after a stop.
 *
 * @param type a CloudFormation type, for example {@code AWS::S3::Bucket}
 * @param name what AWS calls it
 * @param heldBy what keeps it there, and so what to do
 */
public record Survivor(String type, String name, Message heldBy) {}
