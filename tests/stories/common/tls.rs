//! Who encrypts in the stories: one key, and certificates that sign themselves, for `localhost`, 127.0.0.1 and `speech.example`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

/// Good from 2026 to 2126.
pub const GOOD: &str = "\
    MIIBaTCCAQ6gAwIBAgIUKp1axuPqGhOGpF6ZqTXeR9Inmw4wCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MDEwMTAwMDAw\
    MFoYDzIxMjYwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8kV5oha6Uw+z3cZeLt4wG\
    JQhRKAdnLTEEDkoqu4RqNzVlqmtDpcJGHfWlNMpN34DUcE+bcqD+WDNrCo4Yg3a+ozwwOjAqBgNVHREEIzAhgglsb2NhbGhvc3SCDnNwZWVjaC5l\
    eGFtcGxlhwR/AAABMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSQAwRgIhAL7o98WeCeOx6puU3ciQRHOcA+dWKGdZQWK3qVc+wh+dAiEA8fc6\
    pKO2Ez8twsDu7/vYGkpbR56cFKxfCjnGqLBb+zk=";

/// Good in 2001.
pub const EXPIRED: &str = "\
    MIIBZTCCAQygAwIBAgIUH5Ote2U4jcn+BBpgp5rPR3jHBJgwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTAxMDEwMTAwMDAw\
    MFoXDTAyMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEvJFeaIWulMPs93GXi7eMBiUI\
    USgHZy0xBA5KKruEajc1ZaprQ6XCRh31pTTKTd+A1HBPm3Kg/lgzawqOGIN2vqM8MDowKgYDVR0RBCMwIYIJbG9jYWxob3N0gg5zcGVlY2guZXhh\
    bXBsZYcEfwAAATAMBgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0cAMEQCIGE5A+kCnpWI/6UHwDHgHeKirU8DprOfpJOqtIT9YYtnAiBRU0qKjC71\
    I5rt9TkOHJsYB8QPAUv0PawNH3ZVY4Zd4g==";

/// Good in 2125.
pub const EARLY: &str = "\
    MIIBajCCARCgAwIBAgIUCrAcObF7Do841HOBlVrBQrY5DLowCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCIYDzIxMjUwMTAxMDAw\
    MDAwWhgPMjEyNjAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLyRXmiFrpTD7Pdxl4u3\
    jAYlCFEoB2ctMQQOSiq7hGo3NWWqa0OlwkYd9aU0yk3fgNRwT5tyoP5YM2sKjhiDdr6jPDA6MCoGA1UdEQQjMCGCCWxvY2FsaG9zdIIOc3BlZWNo\
    LmV4YW1wbGWHBH8AAAEwDAYDVR0TAQH/BAIwADAKBggqhkjOPQQDAgNIADBFAiEAxnrFynyXm3SPkEwaHtx1413vmjd8D3JaKZ9fGa9A5oYCIDSI\
    AbtC7cqoNeiQZ1wka83qJSSqbaBs0Cwmihcz/17K";

const KEY: &str = "\
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbFGkDIwv+HDf/dPEqJfJzlO0BN6dqqCWG0/QCtbpYz+hRANCAAS8\
    kV5oha6Uw+z3cZeLt4wGJQhRKAdnLTEEDkoqu4RqNzVlqmtDpcJGHfWlNMpN34DUcE+bcqD+WDNrCo4Yg3a+";

/// The server's side of TLS with one of the certificates above.
pub fn acceptor(certificate: &str) -> TlsAcceptor {
    let certificate = CertificateDer::from(BASE64_STANDARD.decode(certificate).expect("base64"));
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(BASE64_STANDARD.decode(KEY).expect("base64")));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate and its key");
    TlsAcceptor::from(Arc::new(config))
}

/// A file in `folder` that makes whoever has it as `SSL_CERT_FILE` trust [`GOOD`].
pub fn roots(folder: &Path) -> PathBuf {
    let file = folder.join("roots.pem");
    let pem = format!("-----BEGIN CERTIFICATE-----\n{GOOD}\n-----END CERTIFICATE-----\n");
    std::fs::write(&file, pem).expect("a file");
    file
}
