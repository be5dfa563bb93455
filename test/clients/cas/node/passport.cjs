/** Express applications that sign in by passport-cas and by its fork of CourseTable, a path for each. Argument: URL of CAS. */
const express = require('express')
const session = require('express-session')
const { Passport } = require('passport')
const { Strategy: PassportCas } = require('passport-cas')
const { Strategy: CourseTable } = require('@coursetable/passport-cas')

const cas = process.argv[2]
const app = express()

const server = app.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${server.address().port}`
  const options = { ssoBaseURL: cas, serverBaseURL: base }
  const loginOnly = (user, done) => done(null, { user })
  const profile = ({ user, attributes }, done) => done(null, { user, attributes })

  serve('/cas1', new PassportCas(options, loginOnly))
  serve('/cas3', new PassportCas({ ...options, version: 'CAS3.0' }, profile))
  serve('/cas2', new PassportCas({ ...options, version: 'CAS3.0', validateURL: '/serviceValidate' }, profile))
  serve('/fork1', new CourseTable({ ...options, version: 'CAS1.0' }, profile))
  serve('/fork2', new CourseTable({ ...options, version: 'CAS2.0' }, profile))
  serve('/fork3', new CourseTable({ ...options, version: 'CAS3.0' }, profile))
  console.log(base)
})

function serve(path, strategy) {
  const passport = new Passport()
  passport.use('cas', strategy)
  passport.serializeUser((user, done) => done(null, user))
  passport.deserializeUser((user, done) => done(null, user))
  const part = express.Router()
  part.use(session({ secret: 'secret', resave: false, saveUninitialized: false, cookie: { path } }))
  part.use(passport.initialize())
  part.use(passport.session())
  part.get('/page', (request, response) => {
    if (request.isAuthenticated()) response.json(request.user)
    else response.redirect(`${path}/login`)
  })
  part.get('/login', passport.authenticate('cas', { successRedirect: `${path}/page` }))
  part.get('/leave', (request, response, next) => {
    request.logout((error) => (error ? next(error) : response.redirect(`${cas}/logout`)))
  })
  app.use(path, part)
}
