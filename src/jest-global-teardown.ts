/** `pam-mock/jest/global-teardown`: stops what `pam-mock/jest/global-setup` has started. */
export default async function teardown(): Promise<void> {
  const { pamMockClose } = globalThis as { pamMockClose?: () => Promise<void> }
  await pamMockClose?.()
}
