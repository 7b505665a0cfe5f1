/**
 * A lab being worked on: started, solved, reset, stopped. Whatever it makes is written to a ledger before it is
 * made, so that any later command can go on from where an earlier one was cut off.
 */
@NullMarked
package io.devopslab.session;

import org.jspecify.annotations.NullMarked;
