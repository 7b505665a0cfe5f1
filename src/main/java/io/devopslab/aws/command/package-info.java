/**
 * An everyday subset of the {@code aws} command, in its own syntax: command lines are read by the SDK's model, called,
 * and printed as the AWS CLI (version 2) prints them.
 */
@NullMarked
package io.devopslab.aws.command;

import org.jspecify.annotations.NullMarked;
