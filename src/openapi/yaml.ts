/** Documents in YAML. What writes it is loaded when somebody asks for one. */
export async function yamlOf(document: object): Promise<string> {
  const { stringify } = await import('yaml')
  return stringify(document, { lineWidth: 0 })
}
