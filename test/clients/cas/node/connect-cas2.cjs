/** An Express application behind connect-cas2, whose settings make it a proxy. Argument: URL of CAS. */
const express = require('express')
const session = require('express-session')
const ConnectCas = require('connect-cas2')

const app = express()
const server = app.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${server.address().port}`
  const cas = new ConnectCas({ servicePrefix: base, serverPath: new URL(process.argv[2]).origin })
  app.use(session({ secret: 'secret', resave: false, saveUninitialized: true }))
  app.get('/leave', cas.logout())
  app.use(cas.core())
  app.get('/page', ({ session, query, getProxyTicket }, response, next) => {
    const { user, attributes } = session.cas
    if (query.for === undefined) return response.json({ user, attributes })
    getProxyTicket(query.for, (error, proxyTicket) =>
      error ? next(error) : response.json({ user, proxyTicket }),
    )
  })
  console.log(base)
})
