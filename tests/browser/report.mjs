// Counts what passed and failed and says so as it happens.
let passed = 0;
let failed = 0;
const began = Date.now();

// Runs one check; whatever it throws is its failure, and the next one goes on.
export async function check(name, act) {
  const from = Date.now();
  try {
    await act();
    passed += 1;
    console.log(`ok      ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    failed += 1;
    const lines = String(error?.message ?? error).split("\n").slice(0, 40);
    console.log(`FAILED  ${name}\n          ${lines.join("\n          ")}`);
    return false;
  }
}

// The closing line; true if all is well.
export function close() {
  console.log(`${((Date.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

// Fails with all the reasons, if there are any.
export function none(reasons) {
  if (reasons.length) throw new Error(reasons.join("\n"));
}

export function equal(is, wanted, what) {
  if (is !== wanted) throw new Error(`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
}
