// In place of the SDK's leak detector, which formats a stack trace for each of its promises. Jest maps every frame of it to
// its source, which was a third of the tests' processor time.
module.exports = {
  debuggablePromise: (promise) => promise,
  promiseDebugString: () => "",
  leakedPromises: () => [new Set(), ""],
  debugPromiseLeaks: false,
};
