//! How the program is linked: small. Addresses that the loader has to mend are packed, and functions
//! with the same machine code are kept once. Only arguments of the linker, so that no library is
//! built anew for it.

#![expect(clippy::print_stdout, reason = "this is how a build script speaks")]

fn main() {
    println!("cargo:rerun-if-changed=packaging/link.rs");
    let target = std::env::var("TARGET").unwrap_or_default();
    if target.ends_with("-linux-gnu") || target.ends_with("-linux-gnueabihf") {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    // The toolchain brings the linker that can do this for this target alone.
    if target == "x86_64-unknown-linux-gnu" {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}
