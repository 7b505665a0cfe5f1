/**
 * What a session has done and was about to do, on disk: an append-only file of complete lines, each written before
 * the deed, and the lock that lets one command work at a time.
 */
@NullMarked
package io.devopslab.session.ledger;

import org.jspecify.annotations.NullMarked;
