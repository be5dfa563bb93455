/** What the yardsticks show over https. */
import { generate } from 'selfsigned'

export async function certificate() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
  return { key, cert }
}
