@NullMarked
package io.devopslab.session.ledger;

import org.jspecify.annotations.NullMarked;
