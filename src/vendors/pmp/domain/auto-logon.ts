/** What the product can log its users on with. */
import type { ResourceRow } from '../state.ts'

/** Types whose passwords are files, or belong to no host. */
const NOWHERE = /^(?:File|Key|License) Store$|^Website Accounts$/

/** The words are those of captures C1, C3, C4 and C6, their choice is ours. */
export function autoLogonsOf({ type }: ResourceRow): readonly string[] {
  if (NOWHERE.test(type)) return []
  if (type.startsWith('Windows')) return ['Windows Remote Desktop', 'RDP Console Session', 'VNC']
  if (type.includes('SQL')) return ['SQL']
  return type === 'Linux' ? ['SSH', 'Telnet'] : ['SSH']
}
