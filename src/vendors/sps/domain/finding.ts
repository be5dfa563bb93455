/** What is wrong with a configuration as a whole, in the form that the cluster status page of the guide prints. */
export interface Finding {
  readonly message: string
  readonly paths: readonly string[]
}
