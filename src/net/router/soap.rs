//! The documents of UPnP routers: what is sent and what is understood, without a socket.
//! spec: UPnP Device Architecture 1.1 §2, §3; WANIPConnection:1 §2.4

use super::Door;
use super::ssdp::Place;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::net::Ipv4Addr;

/// Elements of a document at the most, how deep they may lie, and characters of one text.
const ELEMENTS: usize = 4_000;
const DEPTH: usize = 32;
const TEXT: usize = 1_024;
/// Services of one router that are tried.
const SERVICES: usize = 4;
/// Services that know the outer address and map ports.
const KINDS: [&str; 3] = [
    "urn:schemas-upnp-org:service:WANIPConnection:2",
    "urn:schemas-upnp-org:service:WANIPConnection:1",
    "urn:schemas-upnp-org:service:WANPPPConnection:1",
];
/// What our mappings are called in the router's own pages.
pub const NAME: &str = "seedpod";

/// A service of a router that maps ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// One of the known kinds.
    pub kind: &'static str,
    /// Where it is asked.
    pub place: Place,
}

/// Reads the services that map ports out of a description that lies at `from`.
pub fn services(from: &Place, xml: &[u8]) -> Vec<Service> {
    let mut found = Vec::new();
    let (mut kind, mut place) = (None, None);
    for (name, text) in leaves(xml).unwrap_or_default() {
        match name.as_str() {
            "serviceType" => kind = KINDS.into_iter().find(|known| *known == text),
            "controlURL" => place = from.join(&text),
            "/service" => {
                if let (Some(kind), Some(place)) = (kind.take(), place.take())
                    && found.len() < SERVICES
                {
                    found.push(Service { kind, place });
                }
                (kind, place) = (None, None);
            }
            _ => {}
        }
    }
    found
}

/// The text of the first element of this name.
pub fn value(xml: &[u8], name: &str) -> Option<String> {
    leaves(xml)?.into_iter().find_map(|(found, text)| (found == name).then_some(text))
}

/// The elements that hold text alone, by their name without prefix, in document order, and the ends
/// of `service` elements. Nothing if the document is not sound.
fn leaves(xml: &[u8]) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).ok()?.trim_start_matches('\u{feff}').trim_start());
    let (mut found, mut depth, mut count) = (Vec::new(), 0, 0);
    let mut open: Option<(String, String)> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                (depth, count) = (depth + 1, count + 1);
                open = Some((tag.local_name().into_inner().to_owned(), String::new()));
            }
            Event::Empty(_) => (open, count) = (None, count + 1),
            Event::Text(text) => append(&mut open, &text)?,
            Event::CData(text) => append(&mut open, &text)?,
            Event::GeneralRef(name) => append(&mut open, known(&name)?)?,
            Event::End(tag) => {
                depth -= 1;
                if let Some((name, text)) = open.take() {
                    found.push((name, text.trim().to_owned()));
                } else if tag.local_name().into_inner() == "service" {
                    found.push(("/service".to_owned(), String::new()));
                }
            }
            Event::DocType(_) => return None,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return (depth == 0).then_some(found),
        }
        if depth > DEPTH || count > ELEMENTS {
            return None;
        }
    }
}

fn append(open: &mut Option<(String, String)>, more: &str) -> Option<()> {
    if let Some((_, text)) = open {
        text.push_str(more);
        return (text.len() <= TEXT).then_some(());
    }
    Some(())
}

fn known(name: &str) -> Option<&'static str> {
    match name {
        "amp" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => None,
    }
}

/// The header line that names an action.
pub(super) fn header(service: &Service, action: &str) -> String {
    format!("SOAPAction: \"{}#{action}\"", service.kind)
}

/// A request. The values are ours and hold nothing that XML minds.
pub(super) fn request(service: &Service, action: &str, values: &[(&str, String)]) -> String {
    let values: String = values.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
    format!(
        "<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>\
         <u:{action} xmlns:u=\"{}\">{values}</u:{action}></s:Body></s:Envelope>\r\n",
        service.kind
    )
}

/// By what a mapping is found again.
pub(super) fn key(outside: u16) -> Vec<(&'static str, String)> {
    vec![("NewRemoteHost", String::new()), ("NewExternalPort", outside.to_string()), ("NewProtocol", "TCP".to_owned())]
}

/// Everything about a mapping; zero `seconds` is for ever.
pub(super) fn mapping(door: Door, own: Ipv4Addr, seconds: u32) -> Vec<(&'static str, String)> {
    let mut values = key(door.outside);
    values.extend([
        ("NewInternalPort", door.inside.to_string()),
        ("NewInternalClient", own.to_string()),
        ("NewEnabled", "1".to_owned()),
        ("NewPortMappingDescription", NAME.to_owned()),
        ("NewLeaseDuration", seconds.to_string()),
    ]);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn description(service: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><device><serviceList>\
             <service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>\
             <controlURL>/no</controlURL></service></serviceList><deviceList><device><serviceList>{service}\
             </serviceList></device></deviceList></device></root>"
        )
    }

    fn found(service: &str) -> Vec<String> {
        let from = Place::parse("http://10.0.0.1:5000/d.xml").expect("a place");
        let found = services(&from, description(service).as_bytes());
        found.iter().map(|service| format!("{} {}", &service.kind[29..], service.place.path)).collect()
    }

    #[test]
    fn services_that_map_ports_are_found_wherever_they_lie() {
        let usual = "<service><serviceType> urn:schemas-upnp-org:service:WANIPConnection:1 </serviceType>\
                     <controlURL>/ctl?a=1&amp;b=2</controlURL></service>";
        assert_eq!(found(usual), ["WANIPConnection:1 /ctl?a=1&b=2"]);
        let turned = "<service><controlURL><![CDATA[ctl]]></controlURL>\
                      <serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType><x/></service>";
        assert_eq!(found(turned), ["WANPPPConnection:1 /ctl"]);
        assert_eq!(found(&usual.repeat(9)).len(), SERVICES);
        for service in [
            "<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType></service>",
            "<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>\
             <controlURL>http://10.0.0.2/ctl</controlURL></service>",
            "<service>",
            "&unknown;",
        ] {
            assert_eq!(found(service), [""; 0], "{service}");
        }
    }

    #[test]
    fn documents_that_are_not_sound_say_nothing() {
        let deep = format!("{}<a>1</a>{}", "<b>".repeat(40), "</b>".repeat(40));
        let wide = format!("<b>{}</b>", "<a>1</a>".repeat(ELEMENTS));
        let long = format!("<a>{}</a>", "x".repeat(TEXT + 1));
        for text in ["<!DOCTYPE a [<!ENTITY b \"c\">]><a>1</a>", "<a>1", "<a>1</b>", "</a>", &deep, &wide, &long] {
            assert_eq!(value(text.as_bytes(), "a"), None, "{text:.60}");
        }
        assert_eq!(value(b"<s:a xmlns:s='x'> 1 </s:a>", "a").as_deref(), Some("1"));
        assert_eq!(value(b"\xff<a>1</a>", "a"), None);
    }

    #[test]
    fn a_request_names_its_service_and_action() {
        let place = Place::parse("http://10.0.0.1/ctl").expect("a place");
        let service = Service { kind: KINDS[1], place };
        let door = Door { outside: 443, inside: 8_443 };
        let text = request(&service, "AddPortMapping", &mapping(door, Ipv4Addr::new(10, 0, 0, 7), 3_600));
        assert_eq!(value(text.as_bytes(), "NewInternalPort").as_deref(), Some("8443"));
        assert_eq!(value(text.as_bytes(), "NewInternalClient").as_deref(), Some("10.0.0.7"));
        assert!(text.contains("<u:AddPortMapping xmlns:u=\"urn:schemas-upnp-org:service:WANIPConnection:1\">"));
        assert_eq!(header(&service, "X"), "SOAPAction: \"urn:schemas-upnp-org:service:WANIPConnection:1#X\"");
    }
}
