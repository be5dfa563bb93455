/** The emulator's image with Testcontainers. */
package io.github.pammock.testcontainers;
