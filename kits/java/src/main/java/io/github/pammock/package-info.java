/**
 * A handle on pam-mock, a test double for privileged-access-management products: {@link io.github.pammock.PamMock#start()} finds
 * or starts an emulator, and its {@link io.github.pammock.Workspace workspaces} are worlds apart with their own state, clock,
 * faults and journal.
 */
package io.github.pammock;
