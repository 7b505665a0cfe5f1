/**
 * CloudFormation as a lab uses it: stacks are deployed through change sets and deleted, and whoever asks hears what
 * each resource does meanwhile.
 */
@NullMarked
package io.devopslab.session.stack;

import org.jspecify.annotations.NullMarked;
