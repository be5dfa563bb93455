/** The commands of the 2014 REST page, run by a real curl through a real shell. */
import { execFile, execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { startPmp } from './client.ts'

const SHORT = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
const LONG =
  'iddPyMeUOnv9huR%2BzLfan1GbB4VYZ4%2F7UDHfbpY8socCJ7C1%2BVUyhjtcRHlysShHeLf9va63EEkt%0A4x%2FG42EYLQ%3D%3D'

/** Host and port aside the lines are the page's; where it cannot run as printed, the note says what was mended. */
const commands: readonly (readonly [name: string, command: string, answer: string, note?: string])[] = [
  [
    '1',
    `curl -k HOST/restapi/json/v1/resources?AUTHTOKEN=${SHORT}`,
    '"name":"GET RESOURCES","result":{"status":"Success"',
  ],
  [
    '2',
    `curl -k HOST/restapi/json/v1/resources/303/accounts?AUTHTOKEN=${SHORT}`,
    '"ACCOUNT ID":"307","ACCOUNT NAME":"system"',
  ],
  ['3', `curl -k HOST/restapi/json/v1/resources/303/accounts/307?AUTHTOKEN=${SHORT}`, '"PASSWDID":"307"'],
  [
    '4',
    `curl -k HOST/restapi/json/v1/resources/303/accounts/307/password?AUTHTOKEN=${SHORT}`,
    '"Details":{"PASSWORD":"fake-System307$"}',
  ],
  [
    '4, with a reason',
    String.raw`curl -X GET -k -H "Content-Type: text/json" --url 'HOST/restapi/json/v1/resources/303/accounts/307/password?AUTHTOKEN=${SHORT}&INPUT_DATA=\{"operation":\{"Details":\{"REASON":"Need%20the%20password%20to%20Login%20Windows%20Server"\}\}\}'`,
    '"Details":{"PASSWORD":"fake-System307$"}',
    'blanks as %20: curl refuses to send them raw',
  ],
  [
    '5',
    String.raw`curl -X PUT -k -H "Content-Type: text/json" --url HOST/restapi/json/v1/resources/303/accounts/307/password?AUTHTOKEN=${SHORT} -d INPUT_DATA=\{operation:\{Details:\{NEWPASSWORD:Test12345$,RESETTYPE:LOCAL,REASON:test\}\}\}`,
    '{"operation":{"name":"CHANGE PASSWORD","result":{"status":"Success","message":"Password changed successfully"}}}',
  ],
  [
    '4, after 5',
    `curl -k HOST/restapi/json/v1/resources/303/accounts/307/password?AUTHTOKEN=${SHORT}`,
    '"Details":{"PASSWORD":"Test12345$"}',
  ],
  [
    '6',
    `curl -X POST -k -H "Content-Type: text/json" 'HOST/restapi/json/v1/resources?AUTHTOKEN=${SHORT}' -d 'INPUT_DATA={"operation":{"Details":{"RESOURCENAME":"Windows Server","ACCOUNTNAME":"Administrator","RESOURCETYPE":"Windows","PASSWORD":"Test123#@!","NOTES":"Testing API","RESOURCEURL":"http://windowsserver/adminconsole","RESOURCECUSTOMFIELD":[{"CUSTOMLABEL":"Secure Resource","CUSTOMVALUE":"YES"}]}}}'`,
    '{"operation":{"name":"CREATE RESOURCE","result":{"status":"Success","message":"Resource Windows Server has been added successfully"}}}',
    'the line breaks of the page taken out',
  ],
  [
    '7',
    `curl -k HOST/restapi/json/v1/resources/resourcename/MSSQLServer/accounts/accountname/system?AUTHTOKEN=${SHORT}`,
    '"Details":{"RESOURCEID":"303","ACCOUNTID":"307"}',
    'without the blank in "a ccounts"',
  ],
  [
    '8, as printed',
    `curl -X POST -k -H "Content-Type: text/json" HOST/restapi/json/v1/resources/307?AUTHTOKEN=${LONG}`,
    '"name":"DELETE RESOURCE","result":{"status":"Failed"',
  ],
  [
    '8',
    `curl -X DELETE -k -H "Content-Type: text/json" HOST/restapi/json/v1/resources/307?AUTHTOKEN=${LONG}`,
    '{"operation":{"name":"DELETE RESOURCE","result":{"status":"Success","message":"Resources deleted successfully."}}}',
    'with the method as documented',
  ],
]

describe.runIf(isInstalled('curl'))('The curl commands of the 2014 REST page', () => {
  it('run one after the other on a fresh world', async () => {
    const { app } = await startPmp()
    const host = (await app.listen({ port: 0, host: '127.0.0.1' })).replace(/\/$/, '')
    for (const [name, command, answer] of commands) {
      const printed = await shell(command.replace('HOST', host).replace('curl', 'curl -sS'))
      expect(printed, `operation ${name}`).toContain(answer)
    }
  })
})

async function shell(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', command], (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}\n${stderr}`))
      else resolve(stdout)
    })
  })
}

function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
