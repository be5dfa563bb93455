/** An Express application behind cas-authentication. Argument: URL of CAS. */
const express = require('express')
const session = require('express-session')
const CASAuthentication = require('cas-authentication')

const [, , url] = process.argv
const app = express()
const server = app.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${server.address().port}`
  const cas = new CASAuthentication({ cas_url: url, service_url: base, session_info: 'cas_info' })
  // It knows no port but those of the schemes.
  cas.cas_port = new URL(url).port
  app.use(session({ secret: 'secret', resave: false, saveUninitialized: true }))
  app.get('/leave', cas.logout)
  app.get('/page', cas.bounce, ({ session }, response) => {
    response.json({ user: session.cas_user, attributes: session.cas_info })
  })
  console.log(base)
})
