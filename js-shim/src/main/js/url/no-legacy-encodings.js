// Stands in for @exodus/bytes/encoding.js; see percent-encode.js.
