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

/** Operations 9 to 16; 12 and 13 need the request that 11 rejects, so they have a world of their own. */
const workflow: typeof commands = [
  [
    '9',
    `curl -k HOST/restapi/json/v1/accounts/passwordaccessrequests?AUTHTOKEN=${LONG}`,
    '"REQUESTER USERID":"2","REQUESTED BY":"guest","REQUESTED BY FULLNAME":"Guest guest"',
  ],
  [
    '10',
    `curl -g -X POST -k -H "Content-Type: text/json" 'HOST/restapi/json/v1/accounts/7/requestpassword?INPUT_DATA={"operation":{"Details":{"REASON":"Testing"}}}&AUTHTOKEN=${LONG}'`,
    '"Details":{"STATUS":"CHECKOUT"}',
    'quoted, without blanks, and -g since curl takes braces for lists',
  ],
  [
    '14',
    `curl -g -X POST -k -H "Content-Type: text/json" 'HOST/restapi/json/v1/accounts/7/checkout?INPUT_DATA={"operation":{"Details":{"REASON":"N/A"}}}&AUTHTOKEN=${LONG}'`,
    '"Details":{"STATUS":"***** [checkIn]"}',
    'mended like 10',
  ],
  [
    '15',
    `curl -X POST -k -H "Content-Type: text/json" HOST/restapi/json/v1/accounts/7/checkin?AUTHTOKEN=${LONG}`,
    '"Details":{"STATUS":"[REQUEST]"}',
    'with an account, and AUTHTOKEN spelt so',
  ],
  [
    '11',
    `curl -X POST -k -H "Content-Type: text/json" HOST/restapi/json/v1/accounts/7/requester/34/reject?AUTHTOKEN=${LONG}`,
    '"message":"Password Rejected successfully"',
  ],
  [
    '16',
    `curl -X POST -k -H "Content-Type: text/json" 'HOST/restapi/json/v1/user?AUTHTOKEN=${LONG}' -d 'INPUT_DATA={"operation":{"Details":{"USERNAME":"jason","FIRSTNAME":"Jason","LASTNAME":"Thomas","EMAIL":"jason@opmanager.com","PASSWORD":"Pa55w0Rd123","POLICY":"Strong","ROLE":"Administrator","ISSUPERADMIN":"false"}}}'`,
    '{"operation":{"name":"CREATE_USER","result":{"status":"Success","message":"User Created Successfully"}}}',
    'the page prints the input only; its commas put in',
  ],
]
const approval: typeof commands = [
  [
    '12',
    `curl -X POST -k -H "Content-Type: text/json" HOST/restapi/json/v1/accounts/7/requester/34/approve?AUTHTOKEN=${LONG}`,
    '"message":"Password Approved successfully"',
  ],
  [
    '13',
    `curl -X POST -k -H "Content-Type: text/json" HOST/restapi/json/v1/accounts/7/requester/34/checkin?AUTHTOKEN=${LONG}`,
    '"message":"Password have been checked in successfully"',
  ],
]

describe.runIf(isInstalled('curl'))('The curl commands of the 2014 REST page', () => {
  it.each([
    ['1 to 8', commands],
    ['9 to 11 and 14 to 16', workflow],
    ['12 and 13', approval],
  ])('run one after the other on a fresh world: %s', async (_, lines) => {
    const { app } = await startPmp()
    const host = (await app.listen({ port: 0, host: '127.0.0.1' })).replace(/\/$/, '')
    for (const [name, command, answer] of lines) {
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
