//! Encryption: whom we trust, and what is wrong with somebody whom we do not.

use std::io;
use std::sync::{Arc, LazyLock};

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::MaybeTlsStream;
use url::Host;

use crate::protocol::error::{ErrorKind, TlsFault};

/// TLS with somebody who proves to be `host`.
pub(super) async fn encrypt<S>(stream: S, host: &Host) -> Result<MaybeTlsStream<S>, ErrorKind>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let unusable = |detail: String| ErrorKind::Tls { fault: TlsFault::Other, detail };
    let name = match host {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(|error| unusable(error.to_string()))?,
        Host::Ipv4(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
        Host::Ipv6(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
    };
    // The first use reads the system's certificates from disk.
    let config = tokio::task::spawn_blocking(tls).await.map_err(|error| unusable(error.to_string()))??;
    let tls = TlsConnector::from(config).connect(name, stream).await.map_err(|error| tls_failure(&error))?;
    Ok(MaybeTlsStream::Rustls(tls))
}

/// Whom we trust, for the WebSocket and for REST: Mozilla's list, so that a bare machine can connect, and the system's own,
/// to which a company or a user may have added. Read once, because that takes a while.
pub(super) static ROOTS: LazyLock<Vec<CertificateDer<'static>>> = LazyLock::new(|| {
    let mut roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.to_vec();
    // A file that cannot be read is no reason to stop.
    roots.extend(rustls_native_certs::load_native_certs().certs);
    roots
});

/// TLS for the WebSocket, made once for the process, so that a later session can resume an earlier one's encryption.
///
/// The provider is named here, because rustls panics when it has to guess it.
fn tls() -> Result<Arc<ClientConfig>, ErrorKind> {
    static TLS: LazyLock<Result<Arc<ClientConfig>, String>> = LazyLock::new(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(config))
    });
    TLS.clone().map_err(|detail| ErrorKind::Tls { fault: TlsFault::Other, detail })
}

/// A refusal by rustls is a matter of encryption; anything else is the network.
pub(super) fn tls_failure(error: &io::Error) -> ErrorKind {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(refusal) => distrust(refusal),
        None => ErrorKind::Connect(error.to_string()),
    }
}

/// What rustls does not like about the other side.
pub(super) fn distrust(refusal: &rustls::Error) -> ErrorKind {
    use rustls::{AlertDescription as Alert, CertificateError as Certificate, Error, InvalidMessage as Invalid};
    let fault = match refusal {
        Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired | Certificate::ExpiredContext { .. } => TlsFault::Expired,
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => TlsFault::NotYetValid,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => TlsFault::WrongName,
            _ => TlsFault::Distrusted,
        },
        Error::PeerIncompatible(_)
        | Error::AlertReceived(Alert::ProtocolVersion | Alert::HandshakeFailure | Alert::InsufficientSecurity) => {
            TlsFault::Outdated
        }
        Error::InvalidMessage(
            Invalid::InvalidContentType | Invalid::UnknownProtocolVersion | Invalid::MessageTooLarge,
        ) => TlsFault::NotTls,
        _ => TlsFault::Other,
    };
    ErrorKind::Tls { fault, detail: refusal.to_string() }
}
