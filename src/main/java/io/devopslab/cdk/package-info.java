/**
 * The CDK app of {@code cdk.json}: one stack per lab, synthesised into {@code labs/<id>/template.json}. It has a main of its own
 * and is not part of the command: aws-cdk-lib is off its class path.
 */
@NullMarked
package io.devopslab.cdk;

import org.jspecify.annotations.NullMarked;
