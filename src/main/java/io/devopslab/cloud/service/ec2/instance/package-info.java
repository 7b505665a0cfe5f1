/** Instances: each a directory, an address and a tree of processes of this machine, which its user data begins. */
@NullMarked
package io.devopslab.cloud.service.ec2.instance;

import org.jspecify.annotations.NullMarked;
