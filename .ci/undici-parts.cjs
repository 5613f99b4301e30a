/**
 * What our programs use of undici: all of it, with fetch and web sockets, takes 13 MB more memory and twice the time to start.
 * Its own `index.js` puts the ways to ask onto all dispatchers in the same way.
 */

Object.assign(require("undici/lib/dispatcher/dispatcher.js").prototype, require("undici/lib/api/index.js"));

module.exports = {
  Agent: require("undici/lib/dispatcher/agent.js"),
  EnvHttpProxyAgent: require("undici/lib/dispatcher/env-http-proxy-agent.js"),
};
