// Stands in for the package tr46 (220 KB of tables): UTS #46 is in the ICU that the JavaScript engine brings along.
export const toASCII = (domain, options) =>
  habu.domainToASCII(domain, options.useSTD3ASCIIRules, options.checkHyphens, options.verifyDNSLength) ?? null;
