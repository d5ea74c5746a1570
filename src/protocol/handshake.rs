//! The upgrade from HTTP to WebSocket (RFC 6455 §4.1).
//!
//! Written out here and not left to the library, because the service explains a refusal in the body of its answer, which
//! may come later than the head, and because a proxy in between may write `Connection: keep-alive, Upgrade`.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::protocol::answer::RawAnswer;
use crate::protocol::endpoint::Address;
use crate::protocol::error::{ErrorKind, SessionError};
use crate::protocol::{Token, USER_AGENT};

/// The largest head, and the largest part of a refusal's body that is read.
const HEAD_LIMIT: usize = 64 * 1024;

/// How long the rest of a refusal is waited for; the status alone will do.
const BODY_PATIENCE: Duration = Duration::from_secs(2);

/// The largest message of the service; the largest seen has 20 kB (protocol.md §3.2).
const MESSAGE_LIMIT: usize = 16 * 1024 * 1024;

/// Asks for the upgrade and gives the socket with the log id of the answer, where it had one.
pub(super) async fn upgrade<S>(
    mut stream: S,
    target: &Address,
    token: &Token,
) -> Result<(WebSocketStream<S>, Option<String>), SessionError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let key = generate_key();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {token}\r\n\
         User-Agent: {USER_AGENT}\r\n\r\n",
        path = target.path,
        authority = target.authority,
        token = token.reveal(),
    );
    stream.write_all(request.as_bytes()).await.map_err(broken)?;
    stream.flush().await.map_err(broken)?;

    let mut received = Vec::with_capacity(4096);
    let mut announced = 0;
    let head = loop {
        if let Some(head) = ResponseHead::parse(&received)? {
            // 100 and 103 announce an answer; they are none, but they count.
            if !(100..200).contains(&head.answer.status) || head.answer.status == 101 {
                break head;
            }
            announced += head.length;
            received.drain(..head.length);
            if announced <= HEAD_LIMIT {
                continue;
            }
        }
        if announced + received.len() > HEAD_LIMIT {
            return Err(ErrorKind::TooLarge.into());
        }
        if stream.read_buf(&mut received).await.map_err(broken)? == 0 {
            return Err(ErrorKind::Closed { code: None }.into());
        }
    };
    let rest = received.split_off(head.length);
    if head.answer.status != 101 {
        let body = Body { bytes: rest, expected: head.body };
        return Err(RawAnswer { body: body.read(stream).await, ..head.answer }.refusal());
    }
    if head.accept.as_deref() != Some(&*derive_accept_key(key.as_bytes())) {
        let kind = ErrorKind::Malformed("the answer to the upgrade does not fit its request".to_owned());
        return Err(SessionError { kind, logid: head.answer.logid });
    }
    let config = WebSocketConfig::default().max_message_size(Some(MESSAGE_LIMIT)).max_frame_size(Some(MESSAGE_LIMIT));
    let socket = WebSocketStream::from_partially_read(stream, rest, Role::Client, Some(config)).await;
    Ok((socket, head.answer.logid))
}

fn broken(error: std::io::Error) -> SessionError {
    ErrorKind::Network(error.to_string()).into()
}

/// The head of an HTTP answer.
pub(super) struct ResponseHead {
    pub answer: RawAnswer,
    accept: Option<String>,
    body: Expected,
    /// Bytes.
    pub length: usize,
}

/// Where the body ends.
#[derive(Clone, Copy)]
enum Expected {
    Bytes(usize),
    Chunks,
    Close,
}

impl ResponseHead {
    /// Reads the head at the start of `bytes`; nothing as long as it is not whole.
    pub fn parse(bytes: &[u8]) -> Result<Option<ResponseHead>, SessionError> {
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut response = httparse::Response::new(&mut headers);
        let length = match response.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(error) => return Err(ErrorKind::Malformed(format!("no HTTP answer: {error}")).into()),
        };
        let answer = RawAnswer { status: response.code.unwrap_or(0), ..RawAnswer::default() };
        let mut head = ResponseHead { answer, accept: None, body: Expected::Close, length };
        for header in response.headers.iter() {
            let value = String::from_utf8_lossy(header.value);
            let value = value.trim();
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            if is("sec-websocket-accept") {
                head.accept = Some(value.to_owned());
            } else if is("transfer-encoding") && value.to_ascii_lowercase().ends_with("chunked") {
                head.body = Expected::Chunks;
            } else if is("content-length") && matches!(head.body, Expected::Close) {
                head.body = value.parse().map_or(Expected::Close, Expected::Bytes);
            } else {
                head.answer.header(header.name, value);
            }
        }
        Ok(Some(head))
    }
}

/// The body of a refusal, as far as it has come.
struct Body {
    bytes: Vec<u8>,
    expected: Expected,
}

impl Body {
    /// Reads on until the body is whole, the server closes, patience ends or the limit is reached; gives what there is.
    async fn read<S: AsyncRead + Unpin>(mut self, mut stream: S) -> Vec<u8> {
        let reading = async {
            while !self.is_whole() && self.bytes.len() < HEAD_LIMIT {
                if !matches!(stream.read_buf(&mut self.bytes).await, Ok(read) if read > 0) {
                    break;
                }
            }
        };
        // A refusal without its explanation is still a refusal.
        let _late = tokio::time::timeout(BODY_PATIENCE, reading).await;
        match self.expected {
            Expected::Chunks => unchunk(&self.bytes).0,
            Expected::Bytes(length) => {
                self.bytes.truncate(length);
                self.bytes
            }
            Expected::Close => self.bytes,
        }
    }

    fn is_whole(&self) -> bool {
        match self.expected {
            Expected::Bytes(length) => self.bytes.len() >= length,
            Expected::Chunks => unchunk(&self.bytes).1,
            Expected::Close => false,
        }
    }
}

/// The bytes inside the chunks (RFC 9112 §7.1), and whether the last chunk has been seen.
fn unchunk(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut whole = Vec::new();
    while let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(bytes) {
        if length == 0 {
            return (whole, true);
        }
        let end = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(start);
        let Some(chunk) = bytes.get(start..end.min(bytes.len())) else { break };
        whole.extend_from_slice(chunk);
        match bytes.get(end.saturating_add(2)..) {
            Some(rest) => bytes = rest,
            None => break,
        }
    }
    (whole, false)
}

#[cfg(test)]
mod tests {
    use super::unchunk;

    #[test]
    fn chunks_are_joined_as_far_as_they_go() {
        assert_eq!(unchunk(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), (b"abcde".to_vec(), true));
        assert_eq!(unchunk(b"3\r\nabc\r\n9\r\nde"), (b"abcde".to_vec(), false));
        assert_eq!(unchunk(b"ffffffffffffffff\r\nde"), (b"de".to_vec(), false));
        assert_eq!(unchunk(b"zz"), (Vec::new(), false));
    }
}
