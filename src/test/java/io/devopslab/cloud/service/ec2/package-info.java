@NullMarked
package io.devopslab.cloud.service.ec2;

import org.jspecify.annotations.NullMarked;
