//! Reading a module as a whole, or a part at a time.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use wasmparser::{
    BinaryReaderError, FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser, Payload,
    ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

use crate::parse::{Sections, accepted_features};
use crate::{InspectError, ModuleReport, Refusal, header, shown};

/// Reads and validates a module.
///
/// # Errors
/// The bytes are not a valid core module in the binary format; the message says what they are
/// instead. What is valid but cannot run here is in [`ModuleReport::refusals`].
pub fn inspect(bytes: &[u8]) -> Result<ModuleReport, InspectError> {
    let mut inspection = Inspection::new(bytes)?;
    loop {
        match inspection.step(usize::MAX) {
            ControlFlow::Continue(further) => inspection = further,
            ControlFlow::Break(done) => return done,
        }
    }
}

/// [`inspect`] in steps, so that a thread that has other things to do can do them in between.
pub struct Inspection<'a> {
    bytes: &'a [u8],
    stage: Stage<'a>,
}

enum Stage<'a> {
    /// Whether plugins may use what the module uses.
    Accepted(Validation<'a>),
    /// They may not, for this reason: whether any engine would take the module.
    Known(Validation<'a>, BinaryReaderError),
    /// What the valid module has.
    Sections(Payloads<'a>, Sections, Option<Refusal>),
}

type Payloads<'a> = Box<dyn Iterator<Item = Result<Payload<'a>, BinaryReaderError>> + 'a>;

impl<'a> Inspection<'a> {
    /// Starts with the module in `bytes`.
    ///
    /// # Errors
    /// The first bytes are not those of a core module in the binary format.
    pub fn new(bytes: &'a [u8]) -> Result<Self, InspectError> {
        header::check(bytes)?;
        let stage = Stage::Accepted(Validation::new(bytes, accepted_features()));
        Ok(Self { bytes, stage })
    }

    /// Goes on for some `budget` bytes of the module, more where a section or function is larger. Each
    /// byte is looked at three times, four if the module uses what plugins may not use. Breaks with what
    /// [`inspect`] answers.
    pub fn step(self, budget: usize) -> ControlFlow<Result<ModuleReport, InspectError>, Self> {
        let Self { bytes, stage } = self;
        let stage = match stage {
            Stage::Accepted(mut validation) => match validation.advance(budget) {
                Ok(false) => Stage::Accepted(validation),
                Ok(true) => Stage::sections(bytes, None),
                Err(error) => Stage::Known(Validation::new(bytes, WasmFeatures::all()), error),
            },
            Stage::Known(mut validation, refused) => match validation.advance(budget) {
                Ok(false) => Stage::Known(validation, refused),
                Ok(true) => {
                    let unsupported = Refusal::UnsupportedFeature {
                        message: shown(refused.message()),
                        offset: refused.offset() as u64,
                    };
                    Stage::sections(bytes, Some(unsupported))
                }
                Err(_) => return ControlFlow::Break(Err(refused.into())),
            },
            Stage::Sections(mut payloads, mut sections, unsupported) => {
                match read(&mut payloads, &mut sections, budget) {
                    Ok(false) => Stage::Sections(payloads, sections, unsupported),
                    Ok(true) => {
                        return ControlFlow::Break(Ok(sections.finish(bytes.len(), unsupported)));
                    }
                    Err(error) => return ControlFlow::Break(Err(error.into())),
                }
            }
        };
        ControlFlow::Continue(Self { bytes, stage })
    }
}

impl<'a> Stage<'a> {
    fn sections(bytes: &'a [u8], unsupported: Option<Refusal>) -> Self {
        let payloads = Box::new(Parser::new(0).parse_all(bytes));
        Self::Sections(payloads, Sections::default(), unsupported)
    }
}

/// Notes what the sections have; whether that was all.
fn read(
    payloads: &mut Payloads<'_>,
    sections: &mut Sections,
    budget: usize,
) -> Result<bool, BinaryReaderError> {
    let mut seen = 0;
    while seen < budget {
        let Some(payload) = payloads.next().transpose()? else {
            return Ok(true);
        };
        seen += size(&payload);
        sections.read(payload)?;
    }
    Ok(false)
}

/// Validates a module: first its sections, then the bodies of its functions, as the validator's own
/// `validate_all` does, so that the first error is the same.
struct Validation<'a> {
    validator: Validator,
    payloads: Payloads<'a>,
    functions: VecDeque<(FuncToValidate<ValidatorResources>, FunctionBody<'a>)>,
    allocations: FuncValidatorAllocations,
}

impl<'a> Validation<'a> {
    fn new(bytes: &'a [u8], features: WasmFeatures) -> Self {
        let mut parser = Parser::new(0);
        parser.set_features(features);
        Self {
            validator: Validator::new_with_features(features),
            payloads: Box::new(parser.parse_all(bytes)),
            functions: VecDeque::new(),
            allocations: FuncValidatorAllocations::default(),
        }
    }

    /// Whether that was all.
    fn advance(&mut self, budget: usize) -> Result<bool, BinaryReaderError> {
        let mut seen = 0;
        while seen < budget {
            if let Some(payload) = self.payloads.next().transpose()? {
                // A body is only noted here.
                seen += match &payload {
                    Payload::CodeSectionEntry(_) => 1,
                    other => size(other),
                };
                if let ValidPayload::Func(function, body) = self.validator.payload(&payload)? {
                    self.functions.push_back((function, body));
                }
            } else if let Some((function, body)) = self.functions.pop_front() {
                seen += body.range().len();
                let mut validator = function.into_validator(std::mem::take(&mut self.allocations));
                validator.validate(&body)?;
                self.allocations = validator.into_allocations();
            } else {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What reading a part of the module takes, in bytes of it.
fn size(payload: &Payload<'_>) -> usize {
    match payload {
        // Its functions follow.
        Payload::CodeSectionStart { .. } => 1,
        Payload::CodeSectionEntry(body) => body.range().len(),
        other => other.as_section().map_or(1, |(_, range)| range.len()),
    }
}
