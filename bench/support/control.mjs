/** What the benchmark asks of the control plane. */

/** @returns the prefix of the new workspace's paths */
export async function createWorkspace(base, id) {
  const answer = await fetch(`${base}/__mock/workspaces/${id}`, { method: 'PUT' })
  if (answer.status !== 201) throw new Error(`A workspace: ${answer.status} ${await answer.text()}`)
  return `/w/${id}`
}
