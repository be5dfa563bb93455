/** Tomcat's error page, byte for byte, written down apart from the code that makes it. */
export function page(status: string, description: string, message = ''): string {
  const line = message === '' ? '' : `<p><b>Message</b> ${message}</p>`
  return `<!doctype html><html lang="en"><head><title>HTTP Status ${status}</title><style type="text/css">body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}</style></head><body><h1>HTTP Status ${status}</h1><hr class="line" /><p><b>Type</b> Status Report</p>${line}<p><b>Description</b> ${description}</p><hr class="line" /><h3>Apache Tomcat/9.0.50</h3></body></html>`
}
