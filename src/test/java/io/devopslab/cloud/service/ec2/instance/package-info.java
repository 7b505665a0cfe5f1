@NullMarked
package io.devopslab.cloud.service.ec2.instance;

import org.jspecify.annotations.NullMarked;
