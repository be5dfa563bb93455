/** The pages in the order in which a reader comes to them. A test holds that none is left out. */
export interface Group {
  readonly text: string
  /** Files of the repository, each with the page's short name. */
  readonly pages: Readonly<Record<string, string>>
}

export const GROUPS: readonly Group[] = [
  {
    text: 'Begin',
    pages: {
      'README.md': 'What it is',
      'docs/install.md': 'Install',
      'examples/README.md': 'Examples',
    },
  },
  {
    text: 'You write a client',
    pages: {
      'docs/clients.md': 'Write a client against it',
      'src/vendors/xtam/README.md': 'XTAM',
      'src/vendors/sps/README.md': 'SPS',
      'src/vendors/pmp/README.md': 'PMP and PAM360',
      'docs/console.md': 'Console',
      'docs/coverage.md': 'What is emulated',
      'docs/rules.md': 'Why something is refused',
      'docs/knobs.md': 'Knobs',
    },
  },
  {
    text: 'You write tests',
    pages: {
      'docs/testing.md': 'Test a client',
      'docs/library.md': 'Library',
      'docs/control-plane.md': 'Control plane',
      'docs/fixtures.md': 'Fixtures',
    },
  },
  {
    text: 'You run pipelines',
    pages: {
      'docs/pipelines.md': 'In a pipeline',
      'docs/docker.md': 'Container',
      'docs/scale.md': 'Many tests at once',
      'docs/cli.md': 'Command line',
      'docs/configuration.md': 'Configuration',
      'docs/tls.md': 'TLS',
      'docs/durability.md': 'Keeping state',
      'docs/performance.md': 'Performance',
    },
  },
  {
    text: 'How sure it is',
    pages: {
      'docs/verified.md': 'Held against a real product',
      'docs/original.md': 'The sign-in against the original',
      'docs/sps-guide.md': 'What was read of the guide to SPS',
      'docs/pmp-pages.md': 'What was read of the pages on PMP',
    },
  },
  {
    text: 'You change it',
    pages: {
      'CONTRIBUTING.md': 'Contributing',
      'docs/decisions/README.md': 'Decisions',
      'CHANGELOG.md': 'Changes',
      'SECURITY.md': 'Security',
    },
  },
]
