/** `/api/pki/restapi`: certificates and SSH keys, shared with the vendor's Key Manager Plus. */
import type { FastifyInstance } from 'fastify'
import { inputSource, uploadParts } from './wire/body.ts'
import { sendOutcome } from './envelope.ts'
import { installFront, styleOf } from './pipeline.ts'
import { declared, readInput } from './operation.ts'
import { answerNoRoute } from './no-route.ts'
import { pkiOperations } from './routes/pki.ts'
import { PKI_ROOT } from './roots.ts'

export async function pkiFront(app: FastifyInstance): Promise<void> {
  installFront(app)
  for (const [method, operation] of pkiOperations) {
    const { name } = operation
    app.route({
      method,
      url: `/${name}`,
      config: { operation: declared(operation), pmpName: name },
      handler: (request, reply) => {
        const call = { ...request.pmpCall!, parts: uploadParts(request) }
        const input = readInput(call, operation, inputSource(request, call.query))
        return sendOutcome(reply, styleOf(request), name, operation.run(call, {}, input))
      },
    })
  }
  app.setNotFoundHandler(
    answerNoRoute(
      pkiOperations.map(([method, { name }]) => ({ path: `${PKI_ROOT}/${name}`, methods: [method], name })),
    ),
  )
}
