// Stands in for @exodus/bytes/whatwg.js, whose legacy encodings a URL never uses: all URLs here are made of UTF-8.
export const percentEncodeAfterEncoding = (encoding, input, set) => habu.percentEncode(input, set);
